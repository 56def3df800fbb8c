/** One line of the chat, as the stand-in keeps it. */
export interface Line {
  number: number;
  from: 'person' | 'service';
  id: string;
  at: number;
  message: Message;
  status?: 'sent' | 'delivered' | 'read' | 'failed';
  code?: number;
  reaction?: string;
  edited?: string;
  deleted?: boolean;
}

export interface Choice {
  type: 'button' | 'row';
  id: string;
  title: string;
}

interface Reply {
  id: string;
  title: string;
}

/** What of a message the page reads, in either direction. */
export interface Message {
  type?: string;
  text?: { body: string };
  audio?: { link?: string; id?: string };
  image?: { id: string; caption?: string };
  video?: { id: string };
  document?: { id: string };
  sticker?: { id: string };
  location?: { latitude: number; longitude: number };
  system?: { body: string };
  interactive?: {
    body?: { text: string };
    action?: { button?: string; buttons?: { reply: Reply }[]; sections?: { rows: Reply[] }[] };
    button_reply?: Reply;
    list_reply?: Reply;
  };
}

/** Kinds that change an earlier message and are no bubble of their own. */
export const isBubble = ({ message }: Line): boolean => !['reaction', 'edit', 'revoke'].includes(message.type ?? '');

export function textOf({ message, edited }: Line): string {
  const { text, interactive, location, system, image, type } = message;
  const reply = interactive?.button_reply ?? interactive?.list_reply;
  const place = location && `⌖ ${location.latitude}, ${location.longitude}`;
  const words =
    edited ?? text?.body ?? reply?.title ?? interactive?.body?.text ?? place ?? system?.body ?? image?.caption;
  return words ?? (fileOf(message) ? '' : `[${type}]`);
}

/** Where the file of a message is to be had, and as what it is shown. */
export function fileOf({ audio, image, video, document, sticker }: Message) {
  const own = (id: string) => `/phone-media/${id}`;
  if (audio) return { kind: 'audio', address: audio.link ?? own(audio.id ?? '') } as const;
  if (image ?? sticker) return { kind: 'image', address: own((image ?? sticker)?.id ?? '') } as const;
  if (video) return { kind: 'video', address: own(video.id) } as const;
  return document ? ({ kind: 'file', address: own(document.id) } as const) : undefined;
}

export const buttonsOf = ({ interactive }: Message): Choice[] =>
  (interactive?.action?.buttons ?? []).map(({ reply }) => ({ type: 'button', ...reply }));

export const rowsOf = ({ interactive }: Message): Choice[] =>
  (interactive?.action?.sections ?? []).flatMap(({ rows }) => rows).map((row) => ({ type: 'row', ...row }));
