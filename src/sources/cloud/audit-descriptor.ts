import type { INamespace } from 'protobufjs';

const string = (id: number) => ({ type: 'string', id });
const struct = (id: number) => ({ type: 'google.protobuf.Struct', id });

/**
 * google.cloud.audit.AuditLog, the parts that rca shows or filters on. No client package carries it; field numbers as in
 * googleapis' google/cloud/audit/audit_log.proto. Struct comes with protobufjs.
 */
export const auditDescriptor: INamespace = {
  nested: {
    AuditLog: {
      fields: {
        status: { type: 'Status', id: 2 },
        authenticationInfo: { type: 'AuthenticationInfo', id: 3 },
        requestMetadata: { type: 'RequestMetadata', id: 4 },
        serviceName: string(7),
        methodName: string(8),
        authorizationInfo: { rule: 'repeated', type: 'AuthorizationInfo', id: 9 },
        resourceName: string(11),
        numResponseItems: { type: 'int64', id: 12 },
        request: struct(16),
        response: struct(17),
        metadata: struct(18),
        resourceOriginalState: struct(19),
        resourceLocation: { type: 'ResourceLocation', id: 20 },
      },
    },
    Status: { fields: { code: { type: 'int32', id: 1 }, message: string(2) } },
    AuthenticationInfo: {
      fields: {
        principalEmail: string(1),
        authoritySelector: string(2),
        serviceAccountKeyName: string(5),
        principalSubject: string(8),
      },
    },
    RequestMetadata: { fields: { callerIp: string(1), callerSuppliedUserAgent: string(2), callerNetwork: string(3) } },
    AuthorizationInfo: {
      fields: { resource: string(1), permission: string(2), granted: { type: 'bool', id: 3 } },
    },
    ResourceLocation: {
      fields: {
        currentLocations: { rule: 'repeated', type: 'string', id: 1 },
        originalLocations: { rule: 'repeated', type: 'string', id: 2 },
      },
    },
  },
};
