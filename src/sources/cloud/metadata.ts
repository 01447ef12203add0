import { get } from 'node:http';

type Env = Record<string, string | undefined>;

const TOKEN = '/computeMetadata/v1/instance/service-accounts/default/token';

/** Whether a metadata server answers within `ms`, that is, whether rca runs on Google Cloud. */
export function metadataAnswers(ms: number, env: Env): Promise<boolean> {
  return env.METADATA_SERVER_DETECTION === 'none' ? Promise.resolve(false) : asks('/', ms, env);
}

/** Whether it gives a token within `ms`. */
export function metadataGivesToken(ms: number, env: Env): Promise<boolean> {
  return asks(TOKEN, ms, env);
}

/**
 * The library's own requests take 3 s where the address is a black hole, are tried again, and keep the process alive for 14 s after
 * its answer no longer matters: these end with `ms`.
 */
function asks(path: string, ms: number, env: Env): Promise<boolean> {
  const host = (env.GCE_METADATA_IP || env.GCE_METADATA_HOST || '169.254.169.254').replace(/^https?:\/\//, '');
  return new Promise((resolve) => {
    const finish = (good: boolean) => {
      clearTimeout(timer);
      request.destroy();
      resolve(good);
    };
    const request = get(`http://${host}${path}`, { headers: { 'Metadata-Flavor': 'Google' } });
    const timer = setTimeout(() => finish(false), Math.max(0, ms));
    request.on('response', ({ statusCode, headers }) => {
      finish(statusCode === 200 && headers['metadata-flavor'] === 'Google');
    });
    request.on('error', () => finish(false));
  });
}
