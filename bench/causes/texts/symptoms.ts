// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ${…} is what scenarios write
/** What shows of a fault further out: in the same service after the error, and in those that call it. */
import { type App, type Language, pascal } from './app.ts';

/** The same service's own word that a request failed. */
const FAILED: Record<Language, ((app: App) => string)[]> = {
  python: [
    ({ domain }) => `Request failed: POST /${domain.name} -> 500`,
    ({ domain }) => `${pascal(domain.one)} \${int:1000:90000} could not be processed, answering 500`,
  ],
  node: [
    ({ domain }) => `Unhandled error while handling POST /${domain.name}, responding with 500`,
    () => 'request errored',
  ],
  java: [({ domain }) => `Resolved error for request [POST /${domain.name}]: 500 INTERNAL_SERVER_ERROR`],
  go: [({ domain }) => `handler failed path=/${domain.name} status=500`],
};

export function failedLines(app: App): string[] {
  return FAILED[app.language].map((make) => make(app));
}

export interface CallerSymptom {
  text: string;
  /** What the caller's own request ends with, and after how long (seconds) where it waited. */
  status: number;
  waited?: number;
}

/** What a caller logs of an answer 500, of one that never came, and of a connection that broke. */
export function callerSymptoms(caller: App, callee: App): CallerSymptom[] {
  const url = `https://${callee.name}-x7k2mq4wza-uc.a.run.app/${callee.domain.name}`;
  const texts: Record<Language, CallerSymptom[]> = {
    python: [
      { text: `httpx.HTTPStatusError: Server error '500 Internal Server Error' for url '${url}'`, status: 502 },
      { text: `upstream ${callee.name} answered 500, giving up`, status: 502 },
      { text: `httpx.ReadTimeout: timed out while calling ${callee.name}`, status: 504, waited: 10 },
      {
        text: 'received 1011 (internal error) Internal error; then sent 1011 (internal error) Internal error',
        status: 500,
      },
    ],
    node: [
      { text: 'AxiosError: Request failed with status code 500', status: 502 },
      { text: `proxy error: ${url} responded with 500`, status: 502 },
      { text: 'AxiosError: timeout of 10000ms exceeded', status: 504, waited: 10 },
      { text: 'WebSocket closed with code 1011 (internal error)', status: 500 },
    ],
    java: [
      {
        text: `org.springframework.web.client.HttpServerErrorException$InternalServerError: 500 Internal Server Error on POST request for "${url}": [no body]`,
        status: 502,
      },
      { text: `java.net.http.HttpTimeoutException: request timed out (${callee.name})`, status: 504, waited: 10 },
    ],
    go: [
      { text: `call ${callee.name}: unexpected status 500 Internal Server Error`, status: 502 },
      {
        text: `call ${callee.name}: Post "${url}": context deadline exceeded (Client.Timeout exceeded while awaiting headers)`,
        status: 504,
        waited: 10,
      },
    ],
  };
  return texts[caller.language];
}
