import type { RawEntry } from '../../src/model.ts';

/** An audit entry of a deployment with every field of AuditLog that Cloud Run fills, and those that it may. */
export const auditEntry: RawEntry = {
  insertId: 'audit-1',
  logName: 'projects/shop/logs/cloudaudit.googleapis.com%2Factivity',
  timestamp: '2025-09-09T19:10:00.123456789Z',
  severity: 'NOTICE',
  resource: {
    type: 'cloud_run_revision',
    labels: { service_name: 'backend', location: 'us-central1', project_id: 'shop' },
  },
  protoPayload: {
    '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
    serviceName: 'run.googleapis.com',
    methodName: 'google.cloud.run.v1.Services.ReplaceService',
    resourceName: 'namespaces/shop/services/backend',
    resourceLocation: { currentLocations: ['us-central1'] },
    resourceOriginalState: { spec: { a: 1 } },
    numResponseItems: '2',
    status: { code: 9, message: 'Ready condition status changed to False' },
    authenticationInfo: {
      principalEmail: 'ann@shop.example',
      principalSubject: 'user:ann@shop.example',
      serviceAccountDelegationInfo: [{ firstPartyPrincipal: { principalEmail: 'robot@shop.example' } }],
    },
    authorizationInfo: [
      {
        resource: 'namespaces/shop/services/backend',
        permission: 'run.services.update',
        granted: true,
        permissionType: 'ADMIN_WRITE',
        resourceAttributes: { service: 'run', labels: { a: 'b' } },
      },
    ],
    policyViolationInfo: {
      orgPolicyViolationInfo: { violationInfo: [{ constraint: 'c', policyType: 'LIST_CONSTRAINT' }] },
    },
    requestMetadata: {
      callerIp: '203.0.113.7',
      callerSuppliedUserAgent: 'google-cloud-sdk gcloud/528.0.0',
      requestAttributes: { time: '2025-09-09T19:10:00.100Z', auth: { audiences: ['run'] } },
      destinationAttributes: { ip: '203.0.113.8', port: '443' },
    },
    request: {
      '@type': 'type.googleapis.com/google.cloud.run.v1.ReplaceServiceRequest',
      service: { spec: { template: { spec: { containers: [{ image: 'gcr.io/shop/backend:abc' }] } } } },
    },
    response: { kind: 'Revision', status: { conditions: [{ type: 'Ready', status: 'False' }] } },
    metadata: { note: null },
  },
};
