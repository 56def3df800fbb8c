/** One server-sent event. */
export interface ServerEvent {
  event: string;
  data: string;
}

function toEvent(block: string): ServerEvent | undefined {
  const event: ServerEvent = { event: 'message', data: '' };
  for (const line of block.split('\n')) {
    if (line.startsWith('event: ')) event.event = line.slice(7);
    if (line.startsWith('data: ')) event.data += line.slice(6);
  }
  return event.data ? event : undefined;
}

/** Reads events out of text that arrives in any pieces; comments are signs of life and give nothing. */
export function createEventReader(): (text: string) => ServerEvent[] {
  let rest = '';
  return (text) => {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop() ?? '';
    return blocks.map(toEvent).filter((event) => event !== undefined);
  };
}
