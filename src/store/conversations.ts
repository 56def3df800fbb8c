/** Names one conversation: its tag `{sNNN}` and the keyed hash of its channel identity. Both are fixed for ever. */
export interface ConversationRef {
  tag: string;
  /** 22 characters, base64url. */
  id: string;
}
