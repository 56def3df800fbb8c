export function buildChat(folder: string): Promise<void>;
