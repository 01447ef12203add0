// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ${…} is what scenarios write
/** What goes wrong inside a request after a change: as the libraries of each language say it. */
import { type App, camel, type Language, pascal } from './app.ts';

/** An error's own line or lines; `trace` whether a stack trace belongs to it. */
export interface ErrorText {
  text: string;
  trace: boolean;
}

type Make = (app: App) => string;

const TRACED: Record<Language, Make[]> = {
  python: [
    ({ domain }) => `KeyError: '${domain.field}'`,
    ({ domain }) => `AttributeError: 'NoneType' object has no attribute '${domain.field}'`,
    () => "TypeError: unsupported operand type(s) for +: 'decimal.Decimal' and 'float'",
    ({ domain }) =>
      `TypeError: ${pascal(domain.one)}Service.${domain.verb}() missing 1 required keyword-only argument: 'tenant'`,
    ({ domain }) =>
      `ImportError: cannot import name 'build_${domain.one}' from '${domain.name}.factory' (/app/${domain.name}/factory.py)`,
    ({ domain }) => `ModuleNotFoundError: No module named '${domain.name}.rules_v2'`,
    () => 'TypeError: Object of type Decimal is not JSON serializable',
    ({ domain }) =>
      `pydantic_core._pydantic_core.ValidationError: 1 validation error for ${pascal(domain.one)}Out\n${domain.field}\n  Field required [type=missing, input_value={'id': \${int:100:90000}}, input_type=dict]\n    For further information visit https://errors.pydantic.dev/2.11/v/missing`,
    ({ domain }) => `asyncpg.exceptions.UndefinedColumnError: column ${domain.one}.${domain.field} does not exist`,
    ({ domain }) =>
      `sqlalchemy.exc.ProgrammingError: (psycopg2.errors.UndefinedTable) relation "${domain.one}_${domain.field}" does not exist\nLINE 1: SELECT id FROM ${domain.one}_${domain.field} WHERE id = \${int:100:90000}`,
    ({ domain }) =>
      `django.db.utils.IntegrityError: null value in column "tenant_id" of relation "${domain.name}_${domain.one}" violates not-null constraint\nDETAIL:  Failing row contains (\${int:1000:90000}, null).`,
    () => 'RecursionError: maximum recursion depth exceeded while calling a Python object',
    ({ domain }) => `jinja2.exceptions.TemplateNotFound: ${domain.one}/summary.html`,
    () =>
      'google.api_core.exceptions.Forbidden: 403 GET https://storage.googleapis.com/storage/v1/b/example-exports?prettyPrint=false: run-sa@example-prod.iam.gserviceaccount.com does not have storage.buckets.get access to the Google Cloud Storage bucket.',
    () =>
      "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xe9 in position ${int:3:900}: invalid continuation byte",
    () => "ValueError: Invalid isoformat string: '${int:10:28}/09/2025'",
    () => 'redis.exceptions.AuthenticationError: invalid username-password pair or user is disabled.',
    () => 'jwt.exceptions.InvalidSignatureError: Signature verification failed',
    ({ domain }) => `ValueError: Invalid ${domain.one} id format: pending_\${user}`,
    () => 'ZeroDivisionError: division by zero',
  ],
  node: [
    ({ domain }) => `TypeError: Cannot read properties of undefined (reading '${camel(domain.field)}')`,
    ({ domain }) => `TypeError: this.${domain.one}Repo.findActive is not a function`,
    ({ domain }) => `ReferenceError: ${camel(domain.field)}Table is not defined`,
    ({ domain }) =>
      `Error: Cannot find module './${domain.one}-v2'\nRequire stack:\n- /app/dist/${domain.name}/${domain.one}.service.js`,
    ({ domain }) =>
      `PrismaClientKnownRequestError: \nInvalid \`prisma.${domain.one}.create()\` invocation:\n\n\nThe column \`${domain.name}.${domain.field}\` does not exist in the current database.`,
    () => 'JsonWebTokenError: invalid signature',
    () => 'SyntaxError: Unexpected token \'<\', "<!DOCTYPE "... is not valid JSON',
    () => 'RangeError: Maximum call stack size exceeded',
    ({ domain }) =>
      `MongoServerError: E11000 duplicate key error collection: shop.${domain.name} index: ref_1 dup key: { ref: "A-\${int:1000:90000}" }`,
    () =>
      'TypeError [ERR_INVALID_ARG_TYPE]: The "data" argument must be of type string or an instance of Buffer. Received undefined',
    ({ domain }) => `QueryFailedError: column "${domain.field}" of relation "${domain.name}" does not exist`,
    ({ domain }) => `Error: ENOENT: no such file or directory, open '/app/templates/${domain.one}.html'`,
    ({ domain }) => `Error: Missing required environment variable ${domain.name.toUpperCase()}_SIGNING_KEY`,
    () => 'TypeError: Do not know how to serialize a BigInt',
  ],
  java: [
    ({ domain }) =>
      `java.lang.NullPointerException: Cannot invoke "com.example.${domain.name}.model.${pascal(domain.one)}.get${pascal(domain.field)}()" because "${domain.one}" is null`,
    ({ domain }) =>
      `java.lang.ClassCastException: class java.util.LinkedHashMap cannot be cast to class com.example.${domain.name}.model.${pascal(domain.one)}`,
    ({ domain }) =>
      `java.lang.NoSuchMethodError: 'java.math.BigDecimal com.example.common.Money.of${pascal(domain.field)}(java.lang.String)'`,
    ({ domain }) =>
      `org.postgresql.util.PSQLException: ERROR: column ${domain.one[0]}1_0.${domain.field} does not exist\n  Position: 64`,
    ({ domain }) =>
      `com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException: Unrecognized field "${camel(domain.field)}" (class com.example.${domain.name}.model.${pascal(domain.one)}), not marked as ignorable`,
    ({ domain }) =>
      `org.hibernate.LazyInitializationException: failed to lazily initialize a collection of role: com.example.${domain.name}.model.${pascal(domain.one)}.lines: could not initialize proxy - no Session`,
    ({ domain }) =>
      `java.lang.IllegalArgumentException: No enum constant com.example.${domain.name}.model.Status.PARKED`,
    () => 'java.lang.StackOverflowError: null',
    () => "java.time.format.DateTimeParseException: Text '${int:10:28}.09.2025' could not be parsed at index 0",
    ({ domain }) =>
      `org.springframework.jdbc.BadSqlGrammarException: PreparedStatementCallback; bad SQL grammar [SELECT ${domain.field} FROM ${domain.name} WHERE id = ?]`,
  ],
  go: [
    () =>
      'http: panic serving 169.254.169.126:${int:2000:60000}: runtime error: invalid memory address or nil pointer dereference',
    () => 'http: panic serving 169.254.169.126:${int:2000:60000}: runtime error: index out of range [3] with length 3',
    () => 'http: panic serving 169.254.169.126:${int:2000:60000}: assignment to entry in nil map',
    () =>
      'http: panic serving 169.254.169.126:${int:2000:60000}: interface conversion: interface {} is nil, not string',
  ],
};

const PLAIN: Record<Language, Make[]> = {
  python: [
    ({ domain }) =>
      `Could not ${domain.verb} ${domain.one} \${int:1000:90000}: relation "${domain.name}_audit" does not exist`,
    ({ domain }) => `Failed to ${domain.verb} ${domain.one}: Object of type datetime is not JSON serializable`,
  ],
  node: [
    ({ domain }) =>
      `${domain.verb} ${domain.one} \${int:1000:90000} failed: ER_BAD_FIELD_ERROR: Unknown column '${domain.field}' in 'field list'`,
    ({ domain }) =>
      `Unhandled promise rejection in ${domain.name} worker: invalid input syntax for type uuid: "undefined"`,
  ],
  java: [
    ({ domain }) =>
      `Failed to ${domain.verb} ${domain.one} \${int:1000:90000}: ORA-00904: "${domain.field.toUpperCase()}": invalid identifier`,
  ],
  go: [
    ({ domain }) =>
      `${domain.verb} ${domain.one}: pq: column "${domain.field}" of relation "${domain.name}" does not exist`,
    ({ domain }) =>
      `${domain.verb} ${domain.one}: json: cannot unmarshal string into Go struct field ${pascal(domain.one)}.${domain.field} of type float64`,
    ({ domain }) =>
      `publish ${domain.one} event: rpc error: code = PermissionDenied desc = User not authorized to perform this action.`,
    ({ domain }) =>
      `render ${domain.one}: template: ${domain.one}.html:14:9: executing "${domain.one}.html" at <.${pascal(domain.field)}>: can't evaluate field ${pascal(domain.field)} in type *view.${pascal(domain.one)}`,
    () =>
      'fetch rates: Get "https://rates.example.net/v2/latest": tls: failed to verify certificate: x509: certificate signed by unknown authority',
    ({ domain }) => `load signing key: open /secrets/${domain.name}/key.pem: no such file or directory`,
    ({ domain }) =>
      `scan ${domain.one}: sql: Scan error on column index 4, name "${domain.field}": converting NULL to string is unsupported`,
  ],
};

/** All of a language; a third of those picked have no trace where the language has such. */
export function requestErrors(app: App): ErrorText[] {
  return [
    ...TRACED[app.language].map((make) => ({ text: make(app), trace: true })),
    ...PLAIN[app.language].map((make) => ({ text: make(app), trace: false })),
  ];
}
