// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ${…} is what scenarios write
/** What services say when all is well. */
import type { App, Language } from './app.ts';
import { pascal } from './app.ts';

export interface SaidLine {
  level: string;
  message: string;
}

/** Lines of a request; `Domain` words make them differ by service. */
export function requestLines({ domain }: App): string[] {
  return [
    `${pascal(domain.one)} \${int:1000:90000} ${domain.verb} accepted`,
    `Loaded \${int:1:40} ${domain.name} in \${int:3:80} ms`,
    `${domain.verb} ${domain.one} for \${user} done in \${int:8:240} ms`,
    `cache hit ${domain.name}:\${int:1000:90000}`,
  ];
}

/** Housekeeping, chatter with error words in it, and warnings that mean nothing. */
export function backgroundLines({ domain, language }: App): SaidLine[] {
  const own: Record<Language, SaidLine[]> = {
    python: [{ level: 'INFO', message: 'Connection pool: size=10 checked_out=${int:0:6} overflow=0 errors=0' }],
    node: [{ level: 'INFO', message: 'event loop lag p99 ${int:2:40} ms, heap ${int:60:120} MB' }],
    java: [{ level: 'INFO', message: 'HikariPool-1 - Pool stats (total=10, active=${int:0:5}, idle=5, waiting=0)' }],
    go: [{ level: 'INFO', message: 'gc done, heap ${int:20:90} MB, goroutines ${int:30:160}' }],
  };
  return [
    ...own[language],
    { level: 'INFO', message: `Nightly ${domain.one} report: 0 errors, 0 exceptions, \${int:20:900} rows` },
    { level: 'WARNING', message: `${domain.name} cache is \${int:31:90} s old, limit 30 s` },
    { level: 'INFO', message: `Refreshed \${int:5:80} feature flags` },
    { level: 'WARNING', message: 'Slow query took ${int:1000:2900} ms' },
    { level: 'INFO', message: `retry policy: max_attempts=3 on timeout` },
  ];
}

export function startupLines({ domain, language }: App): string[] {
  const own: Record<Language, string[]> = {
    python: ['Started server process [1]', 'Waiting for application startup.', 'Application startup complete.'],
    node: [`${domain.name} listening on port 8080`, 'Nest application successfully started'],
    java: [
      `Starting Application using Java 21.0.6 with PID 1 (/app/${domain.name}.jar started by nonroot in /app)`,
      "Tomcat started on port 8080 (http) with context path '/'",
      'Started Application in ${int:3:9}.${int:100:999} seconds (process running for ${int:9:12}.2)',
    ],
    go: [`starting ${domain.name}`, 'listening addr=:8080'],
  };
  return own[language];
}
