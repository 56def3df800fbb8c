/** What the channel must know to be reached and to send. */
export interface WhatsAppSettings {
  /** The number's id at the platform. What arrives for another number is not ours. */
  phoneNumberId: string;
  accessToken: string;
  appSecret: string;
  verifyToken: string;
  /** Base address with version and without a slash at the end. */
  graphUrl: string;
}

/** Where the channel writes what happened: counts and codes, never content. A pino logger fits. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
