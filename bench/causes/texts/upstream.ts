// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ${…} is what scenarios write
/** What a service logs when something outside of the project or a backing store fails it. */
import type { Language } from './app.ts';
import type { ErrorText } from './request-errors.ts';

export interface Outside {
  what: string;
  texts: Record<Language, ErrorText>;
}

const traced = (text: string): ErrorText => ({ text, trace: true });
const plain = (text: string): ErrorText => ({ text, trace: false });

export const OUTSIDES: Outside[] = [
  {
    what: 'a payment provider is down',
    texts: {
      python: traced(
        'stripe._error.APIConnectionError: Unexpected error communicating with Stripe. If this problem persists, let us know at support@stripe.com.',
      ),
      node: traced(
        'StripeConnectionError: An error occurred with our connection to Stripe. Request was retried 2 times.',
      ),
      java: traced(
        'com.stripe.exception.ApiConnectionException: IOException during API request to Stripe (https://api.stripe.com): Connection reset',
      ),
      go: plain(
        'charge card: Post "https://api.stripe.com/v1/charges": read tcp 169.254.8.1:${int:20000:60000}->34.200.27.109:443: read: connection reset by peer',
      ),
    },
  },
  {
    what: 'a model API is out of quota',
    texts: {
      python: traced(
        "openai.RateLimitError: Error code: 429 - {'error': {'message': 'You exceeded your current quota, please check your plan and billing details.', 'type': 'insufficient_quota', 'param': None, 'code': 'insufficient_quota'}}",
      ),
      node: traced('RateLimitError: 429 You exceeded your current quota, please check your plan and billing details.'),
      java: traced(
        'com.openai.errors.RateLimitException: 429: You exceeded your current quota, please check your plan and billing details.',
      ),
      go: plain(
        'complete prompt: POST "https://api.openai.com/v1/chat/completions": 429 Too Many Requests {"message":"You exceeded your current quota","type":"insufficient_quota"}',
      ),
    },
  },
  {
    what: 'a partner host has no DNS record',
    texts: {
      python: traced(
        "requests.exceptions.ConnectionError: HTTPSConnectionPool(host='rates.partner.example', port=443): Max retries exceeded with url: /v2/latest (Caused by NameResolutionError(\"<urllib3.connection.HTTPSConnection object at 0x${hex:12}>: Failed to resolve 'rates.partner.example' ([Errno -2] Name or service not known)\"))",
      ),
      node: traced('Error: getaddrinfo ENOTFOUND rates.partner.example'),
      java: traced('java.net.UnknownHostException: rates.partner.example'),
      go: plain(
        'fetch rates: Get "https://rates.partner.example/v2/latest": dial tcp: lookup rates.partner.example on 169.254.169.254:53: no such host',
      ),
    },
  },
  {
    what: 'the certificate of a partner ran out',
    texts: {
      python: traced(
        'ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1010)',
      ),
      node: traced('Error: certificate has expired'),
      java: traced(
        'javax.net.ssl.SSLHandshakeException: PKIX path validation failed: java.security.cert.CertPathValidatorException: validity check failed',
      ),
      go: plain(
        'sync carriers: Get "https://api.carrier.example/v1/rates": tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2025-06-01T00:00:00Z is after 2025-05-31T23:59:59Z',
      ),
    },
  },
  {
    what: 'Redis is gone',
    texts: {
      python: traced('redis.exceptions.ConnectionError: Error 111 connecting to 10.12.0.4:6379. Connection refused.'),
      node: traced('Error: connect ECONNREFUSED 10.12.0.4:6379'),
      java: traced('io.lettuce.core.RedisConnectionException: Unable to connect to 10.12.0.4/<unresolved>:6379'),
      go: plain('cache get: dial tcp 10.12.0.4:6379: connect: connection refused'),
    },
  },
  {
    what: 'BigQuery is out of quota',
    texts: {
      python: traced(
        'google.api_core.exceptions.Forbidden: 403 Quota exceeded: Your project exceeded quota for free query bytes scanned. For more information, see https://cloud.google.com/bigquery/docs/troubleshoot-quotas',
      ),
      node: traced('ApiError: Quota exceeded: Your project exceeded quota for free query bytes scanned.'),
      java: traced(
        'com.google.cloud.bigquery.BigQueryException: Quota exceeded: Your project exceeded quota for free query bytes scanned.',
      ),
      go: plain(
        'run query: googleapi: Error 403: Quota exceeded: Your project exceeded quota for free query bytes scanned., quotaExceeded',
      ),
    },
  },
];

/** Cloud SQL out of reach, as each language's driver says it. */
export const CLOUD_SQL: Record<Language, ErrorText[]> = {
  python: [
    traced(
      'psycopg2.OperationalError: could not connect to server: Connection refused\n\tIs the server running on host "10.24.0.3" and accepting\n\tTCP/IP connections on port 5432?',
    ),
    traced(
      'sqlalchemy.exc.OperationalError: (psycopg2.OperationalError) connection to server on socket "/cloudsql/example-prod:us-central1:main/.s.PGSQL.5432" failed: Connection refused',
    ),
  ],
  node: [
    traced('Error: connect ECONNREFUSED /cloudsql/example-prod:us-central1:main/.s.PGSQL.5432'),
    traced('Error: connect ETIMEDOUT 10.24.0.3:5432'),
  ],
  java: [
    traced('org.postgresql.util.PSQLException: The connection attempt failed.'),
    traced('org.springframework.dao.DataAccessResourceFailureException: Unable to acquire JDBC Connection'),
  ],
  go: [
    plain('ping database: dial tcp 10.24.0.3:5432: i/o timeout'),
    plain(
      'failed to connect to `host=/cloudsql/example-prod:us-central1:main user=app database=app`: dial error (dial unix /cloudsql/example-prod:us-central1:main/.s.PGSQL.5432: connect: connection refused)',
    ),
  ],
};
