// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ${…} is what scenarios write
/** What runs out when something is never given back: connections, files, threads, slots a user may have. */
import type { App, Language } from './app.ts';
import type { ErrorText } from './request-errors.ts';

/** `by`: what fills up. */
export interface Exhaustion extends ErrorText {
  by: 'instance' | 'user';
  /** How many it takes until the limit. */
  limit: [number, number];
}

const pool = (text: string, trace: boolean): Exhaustion => ({ text, trace, by: 'instance', limit: [25, 90] });
const user = (text: string): Exhaustion => ({ text, trace: false, by: 'user', limit: [3, 6] });

const TEXTS: Record<Language, (app: App) => Exhaustion[]> = {
  python: ({ domain }) => [
    pool(
      'sqlalchemy.exc.TimeoutError: QueuePool limit of size 5 overflow 10 reached, connection timed out, timeout 30.00 (Background on this error at: https://sqlalche.me/e/20/3o7r)',
      true,
    ),
    pool("OSError: [Errno 24] Too many open files: '/tmp/${hex:8}.part'", true),
    pool("RuntimeError: can't start new thread", true),
    pool("psycopg_pool.PoolTimeout: couldn't get a connection after 30.00 sec", true),
    user('User ${user} has reached the maximum number of WebSocket managers (20)'),
    user(`Refusing ${domain.one} session for \${user}: 5 of 5 sessions in use`),
  ],
  node: () => [
    pool('Error: timeout exceeded when trying to connect', true),
    pool("Error: EMFILE: too many open files, open '/tmp/upload_${hex:10}'", true),
    pool(
      'KnexTimeoutError: Knex: Timeout acquiring a connection. The pool is probably full. Are you missing a .transacting(trx) call?',
      true,
    ),
    user('too many open sockets for ${user}, rejecting connection'),
  ],
  java: () => [
    pool(
      'java.sql.SQLTransientConnectionException: HikariPool-1 - Connection is not available, request timed out after 30000ms (total=10, active=10, idle=0, waiting=${int:3:40})',
      true,
    ),
    pool('java.lang.OutOfMemoryError: Java heap space', true),
    pool(
      'java.lang.OutOfMemoryError: unable to create native thread: possibly out of memory or process/resource limits reached',
      true,
    ),
  ],
  go: () => [
    pool('dial tcp 10.8.0.3:5432: socket: too many open files', false),
    pool('acquire connection: pq: sorry, too many clients already', false),
    user('session limit reached for ${user} (8/8)'),
  ],
};

export function exhaustions(app: App): Exhaustion[] {
  return TEXTS[app.language](app);
}
