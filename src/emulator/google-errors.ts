/**
 * The refusals that every Google API shares, worded and detailed as Google does (texts as quoted in public issue threads), so
 * that what a client makes of them is tested for real.
 */
import { ApiError } from './api-error.ts';
import type { JsonObject } from './wire.ts';

export type Api = 'logging' | 'run';

const TITLE: Record<Api, string> = { logging: 'Cloud Logging API', run: 'Cloud Run Admin API' };

/** The number that stands for every project of the emulator. */
const PROJECT_NUMBER = '123456789012';

export function permissionDenied(api: Api, permission: string, resource: string): ApiError {
  const message =
    api === 'run'
      ? `Permission '${permission}' denied on resource '${resource}' (or resource may not exist).`
      : `Permission '${permission}' denied on resource (or it may not exist).`;
  const details = errorInfo('IAM_PERMISSION_DENIED', 'iam.googleapis.com', { permission, resource });
  return new ApiError('PERMISSION_DENIED', message, [details]);
}

export function serviceDisabled(api: Api): ApiError {
  const service = `${api}.googleapis.com`;
  const url = `https://console.developers.google.com/apis/api/${service}/overview?project=${PROJECT_NUMBER}`;
  const message =
    `${TITLE[api]} has not been used in project ${PROJECT_NUMBER} before or it is disabled. Enable it by visiting ${url} then ` +
    'retry. If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry.';
  return new ApiError('PERMISSION_DENIED', message, [
    errorInfo('SERVICE_DISABLED', 'googleapis.com', {
      consumer: `projects/${PROJECT_NUMBER}`,
      containerInfo: PROJECT_NUMBER,
      service,
      serviceTitle: TITLE[api],
      activationUrl: url,
    }),
    { '@type': 'type.googleapis.com/google.rpc.LocalizedMessage', locale: 'en-US', message },
    help('Google developers console API activation', url),
  ]);
}

/** The read quota of Cloud Logging. Google sends no RetryInfo with it. */
export function readQuotaExceeded(perMinute: number): ApiError {
  const message =
    "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute' of service " +
    `'logging.googleapis.com' for consumer 'project_number:${PROJECT_NUMBER}'.`;
  return new ApiError('RESOURCE_EXHAUSTED', message, [
    errorInfo('RATE_LIMIT_EXCEEDED', 'googleapis.com', {
      consumer: `projects/${PROJECT_NUMBER}`,
      quota_limit: 'ReadRequestsPerMinutePerProject',
      quota_limit_value: String(perMinute),
      quota_location: 'global',
      quota_metric: 'logging.googleapis.com/read_requests',
      quota_unit: '1/min/{project}',
      service: 'logging.googleapis.com',
    }),
    help('Request a higher quota limit.', 'https://cloud.google.com/docs/quotas/help/request_increase'),
  ]);
}

export const unavailable = (): ApiError => new ApiError('UNAVAILABLE', 'The service is currently unavailable.');

export const unauthenticated = (): ApiError =>
  new ApiError(
    'UNAUTHENTICATED',
    'Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or other valid ' +
      'authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.',
    [errorInfo('CREDENTIALS_MISSING', 'googleapis.com', {})],
  );

function errorInfo(reason: string, domain: string, metadata: Record<string, string>): JsonObject {
  return { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain, metadata };
}

function help(description: string, url: string): JsonObject {
  return { '@type': 'type.googleapis.com/google.rpc.Help', links: [{ description, url }] };
}
