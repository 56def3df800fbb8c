/** What `/api/messages` is run with. */
export interface BotFrameworkSettings {
  /** The application (client) id: whoever writes to us must have meant it. */
  appId: string;
  password: string;
  /** Undefined for an app that any tenant may use. */
  tenantId?: string;
  /** Addresses that replies may go to: `https://host`, `https://*.host`, or `http://localhost` where the Emulator is let in. */
  serviceUrls: readonly string[];
  /** Who signs what channels send. */
  issuer: string;
  metadataUrl: string;
  /** Whose keys sign what the Emulator sends; without it the Emulator is not let in. */
  emulatorMetadataUrl?: string;
  /** Where the token of our replies comes from, without `/oauth2/v2.0/token`. */
  loginUrl: string;
}

/** Of the server's logger, the part that this channel uses. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
