import type { Line } from './message.js';

export interface View {
  person: { waId?: string; userId?: string };
  lines: Line[];
  typing: boolean;
}

export interface ErrorCode {
  code: number;
  title: string;
}

const addressOf = (person: string) => `/phone/${encodeURIComponent(person)}`;

async function ask<T>(method: string, address: string, body?: unknown): Promise<T> {
  const answer = await fetch(address, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
  const read = await answer.json();
  if (!answer.ok) throw new Error(read.error?.error_data?.details ?? `It answered ${answer.status}.`);
  return read as T;
}

/** Sends a message as the phone; the chat shows what became of it. */
export const post = (person: string, message: object) => ask('POST', addressOf(person), message);
export const change = (person: string, to: string) => ask('POST', `${addressOf(person)}/change`, { to });
export const look = (person: string) => ask('POST', `${addressOf(person)}/look`);

export async function upload(person: string, kind: string, file: Blob): Promise<void> {
  const headers = { 'content-type': file.type || 'application/octet-stream' };
  const answer = await fetch(`${addressOf(person)}/media?kind=${kind}`, { method: 'POST', headers, body: file });
  if (!answer.ok) throw new Error('The file was not taken; it may be too large.');
}

/** Follows a phone, also after a lost connection. @returns how to stop */
export function follow(person: string, show: (view: View) => void): () => void {
  const source = new EventSource(`${addressOf(person)}/events`);
  source.onmessage = ({ data }) => show(JSON.parse(data));
  return () => source.close();
}

export const faults = () => ask<{ ahead: unknown[]; codes: ErrorCode[] }>('GET', '/stand-in/faults');
export const planFault = (fault: object) => ask<{ ahead: unknown[] }>('PUT', '/stand-in/faults', fault);
export const clearFaults = () => ask<{ ahead: unknown[] }>('DELETE', '/stand-in/faults');
export const setStatuses = (order: string[]) => ask('PUT', '/stand-in/statuses', { order });
