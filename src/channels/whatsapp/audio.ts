import type { Activity } from 'botbuilder';

const ADDRESS = /^https?:\/\/[^\s/]+\//;

/** The recording that goes with a text, for whoever does not read: an absolute address that the platform fetches. */
export function audioOf({ channelData }: Partial<Activity>): string | undefined {
  const audio: unknown = channelData?.audio;
  return typeof audio === 'string' && ADDRESS.test(audio) ? audio : undefined;
}

/** The same activity with its words alone. */
export function withoutAudio(activity: Partial<Activity>): Partial<Activity> {
  if (audioOf(activity) === undefined) return activity;
  const { audio: _recording, ...channelData } = activity.channelData;
  return { ...activity, channelData };
}

/** The recording as a bubble of its own; none where there is no recording. */
export function audioBubble(activity: Partial<Activity>): Partial<Activity>[] {
  const audio = audioOf(activity);
  return audio === undefined ? [] : [{ type: 'message', channelData: { audio } }];
}
