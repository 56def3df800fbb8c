/** 128 random bits, as no one can guess them; also where a page came without encryption, as on the first try at home. */
export const randomId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16)).join('-');
