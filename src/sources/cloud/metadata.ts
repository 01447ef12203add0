import { get } from 'node:http';

/**
 * Whether a metadata server answers within `ms`, that is, whether rca runs on Google Cloud. The library's own probe takes 3 s
 * where the address is a black hole, and its sockets outlive it.
 */
export function metadataAnswers(ms: number, env: Record<string, string | undefined>): Promise<boolean> {
  if (env.METADATA_SERVER_DETECTION === 'none') return Promise.resolve(false);
  const host = env.GCE_METADATA_IP || env.GCE_METADATA_HOST || '169.254.169.254';
  return new Promise((resolve) => {
    const finish = (found: boolean) => {
      clearTimeout(timer);
      request.destroy();
      resolve(found);
    };
    const request = get(`http://${host.replace(/^https?:\/\//, '')}/`, { headers: { 'Metadata-Flavor': 'Google' } });
    const timer = setTimeout(() => finish(false), ms);
    request.on('response', (response) => finish(response.headers['metadata-flavor'] === 'Google'));
    request.on('error', () => finish(false));
  });
}
