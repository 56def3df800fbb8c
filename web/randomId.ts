/** 128 random bits, as no one can guess them. The browser's own `randomUUID` is there only on encrypted pages. */
export const randomId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16)).join('-');
