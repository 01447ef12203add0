/** Frames, and which of them are the service's own code. */
import type { Frame, StackTrace } from '../../model.ts';

type LanguageName = StackTrace['language'];

/** Where libraries and runtimes lie, whatever the language. */
const LIBRARY_FILES = new RegExp(
  [
    // Python: installed packages, the standard library, the import machinery
    ...['(?:site|dist)-packages/', '/lib(?:64)?/python\\d', '^<frozen ', '^<string>$'],
    // Node.js
    ...['(?:^|/)node_modules/', '^node:', '^internal/', '^<anonymous>$', '^native$', '^index \\d+$'],
    // Go: the distribution, downloaded modules, both also where paths are trimmed
    ...['/usr/local/go/', '/go/pkg/mod/', '/go/src/(?:runtime|net|internal)/', '@v\\d[\\w.-]*/', '^_cgo'],
    // Ruby
    ...['/gems/', '/lib(?:64)?/ruby/', '^<internal:', '^\\(eval'],
    // PHP, and Go's vendored modules
    ...['(?:^|/)vendor/', '^\\[internal function\\]$', '^phar:'],
    // Rust
    ...['^/rustc/', '/\\.cargo/(?:registry|git)/', '/rustlib/'],
  ].join('|'),
);

/** Libraries by the start of the function's name, where a language's frames name packages and not paths. */
const LIBRARY_FUNCTIONS: Partial<Record<LanguageName, RegExp>> = {
  java: prefixes(
    ...[
      'java',
      'javax',
      'jakarta',
      'jdk',
      'sun',
      'com\\.sun',
      'kotlin',
      'kotlinx',
      'scala',
      'groovy',
      'clojure',
      'akka',
    ],
    ...[
      'org\\.(?:springframework|apache|hibernate|eclipse|jboss|postgresql|slf4j|aspectj|junit|jooq|flywaydb|mariadb)',
    ],
    ...['io\\.(?:netty|grpc|micronaut|quarkus|vertx|undertow|micrometer|opentelemetry|lettuce|r2dbc|reactivex|ktor)'],
    ...['com\\.(?:fasterxml|google|zaxxer|mysql|mongodb|oracle|microsoft|amazonaws|netflix|squareup)'],
    ...['ch\\.qos', 'reactor', 'okhttp3', 'okio', 'retrofit2', 'feign', 'redis', '\\$Proxy\\d*'],
  ),
  dotnet:
    /^(?:System|Microsoft|Grpc|Google|Npgsql|Newtonsoft|MySql|StackExchange|Polly|Dapper|Serilog)\.|^lambda_method/,
  go: /^(?:panic$|runtime[./]|(?:net|internal|reflect|sync|database|encoding|context|bufio|syscall|testing|os|io|fmt|time|sort)[./])/,
  rust: /^<?(?:core|std|alloc|tokio|hyper|axum|actix_\w+|tower\w*|futures\w*|backtrace|anyhow)::|^(?:_*rust_|__libc|_start$|main$|clone$)/,
};

function prefixes(...names: string[]): RegExp {
  return new RegExp(`^(?:${names.join('|')})[.$]`);
}

/** A frame with `inApp` decided by its place and its function. */
export function makeFrame(language: LanguageName, file: string, line: string | null | undefined, name: string): Frame {
  const library = LIBRARY_FILES.test(file) || (LIBRARY_FUNCTIONS[language]?.test(name) ?? false);
  return { file, line: line ? Number(line) : null, function: name, inApp: !library };
}
