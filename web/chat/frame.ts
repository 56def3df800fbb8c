/** The page stands in a frame of somebody's page, where browsers keep no cookie of ours. */
export const framed = window !== window.parent;

/** What a frame and the script around it say to each other; nothing of the conversation. */
export const LEAVE = 'chat-leave';

/** A host that takes no notice is left this long to do it. */
const HOST_MS = 300;

/** Takes the whole host page away with it. Its script does it at once; a host without one is sent away by us. */
export function leaveHost(exit: string): void {
  window.parent.postMessage({ type: LEAVE, exit }, '*');
  setTimeout(() => {
    try {
      window.top?.location.replace(exit);
    } catch {
      location.replace(exit);
    }
  }, HOST_MS);
}
