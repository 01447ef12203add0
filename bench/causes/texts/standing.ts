// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ${…} is what scenarios write
/** Failures that a service has lived with for long, and the little bursts that each roll-out brings. */
import type { App } from './app.ts';
import type { ErrorText } from './request-errors.ts';

/** Errors at a low steady rate. */
export function standingErrors({ domain, language }: App): ErrorText[] {
  const everywhere: ErrorText[] = [
    {
      text: `Failed to send receipt for ${domain.one} \${int:1000:90000}: 550 5.1.1 mailbox unavailable`,
      trace: false,
    },
    { text: `Webhook delivery to https://hooks.customer.example/in failed after 3 attempts: 410 Gone`, trace: false },
    { text: `Could not geocode address of ${domain.one} \${int:1000:90000}`, trace: false },
    { text: `Skipping malformed ${domain.one} feed line \${int:2:900}`, trace: false },
  ];
  const own: Record<App['language'], ErrorText[]> = {
    python: [
      { text: 'json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)', trace: true },
      {
        text: 'asyncpg.exceptions.ConnectionDoesNotExistError: connection was closed in the middle of operation',
        trace: true,
      },
    ],
    node: [
      { text: 'Error: read ECONNRESET', trace: true },
      { text: 'Error: aborted', trace: true },
    ],
    java: [{ text: 'java.io.IOException: Broken pipe', trace: true }],
    go: [
      {
        text: 'write response: write tcp 169.254.8.1:8080->169.254.169.126:${int:2000:60000}: write: broken pipe',
        trace: false,
      },
    ],
  };
  return [...everywhere, ...own[language]];
}

/** What comes while one revision hands over to the next, and not otherwise. */
export function rolloutErrors({ language }: App): ErrorText[] {
  const own: Record<App['language'], ErrorText[]> = {
    python: [
      { text: 'asyncio.exceptions.CancelledError: Task cancelled during shutdown', trace: true },
      { text: 'ConnectionRefusedError: [Errno 111] Connection refused', trace: true },
    ],
    node: [
      { text: 'Error: connect ECONNREFUSED 127.0.0.1:6379', trace: true },
      { text: 'Error: Client network socket disconnected before secure TLS connection was established', trace: true },
    ],
    java: [
      {
        text: 'org.springframework.beans.factory.BeanCreationNotAllowedException: Error creating bean: Singleton bean creation not allowed while singletons of this factory are in destruction',
        trace: true,
      },
    ],
    go: [
      { text: 'warm cache: context canceled', trace: false },
      { text: 'grpc: the client connection is closing', trace: false },
    ],
  };
  return own[language];
}

/** New with a revision, and nothing to worry about. */
export function harmlessLines({ domain, language }: App): { level: string; text: string }[] {
  const own: Record<App['language'], { level: string; text: string }[]> = {
    python: [
      {
        level: 'WARNING',
        text: 'DeprecationWarning: datetime.datetime.utcnow() is deprecated and scheduled for removal in a future version.',
      },
    ],
    node: [
      {
        level: 'WARNING',
        text: '(node:1) [DEP0040] DeprecationWarning: The `punycode` module is deprecated. Please use a userland alternative instead.',
      },
    ],
    java: [
      {
        level: 'WARNING',
        text: 'HHH90003004: firstResult/maxResults specified with collection fetch; applying in memory',
      },
    ],
    go: [{ level: 'WARNING', text: 'deprecated flag --legacy-paths will be removed in v3' }],
  };
  return [
    ...own[language],
    { level: 'WARNING', text: `No ${domain.field} given, using the default` },
    { level: 'INFO', text: `New pricing engine answered in \${int:3:40} ms` },
    { level: 'WARNING', text: `Experiment ${domain.one}-layout-b is active for \${user}` },
  ];
}
