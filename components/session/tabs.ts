/** What the tabs of one browser tell each other, since they share one session cookie. */
type Told = { kind: 'here'; personId: string } | { kind: 'left' };

const channelName = 'dotbridge.session';

export function tellTabs(message: Told): void {
  const channel = new BroadcastChannel(channelName);
  channel.postMessage(message);
  channel.close();
}

export function hearTabs(hear: (message: Told) => void): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.addEventListener('message', ({ data }: MessageEvent<Told>) => hear(data));
  return () => channel.close();
}
