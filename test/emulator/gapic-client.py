"""Reads an emulator with the Python clients that the Google Cloud SDK brings; prints what they got as one JSON object.

Arguments: the SDK's root, host:port of the emulator.
"""

import datetime
import importlib.util
import json
import os
import sys

root, address = sys.argv[1:3]
sys.path[1:1] = [os.path.join(root, 'lib'), os.path.join(root, 'lib', 'third_party')]

import grpc
from googlecloudsdk.generated_clients.gapic_clients import logging_v2, run_v2
from googlecloudsdk.generated_clients.gapic_clients.logging_v2.services.logging_service_v2.transports import (
    LoggingServiceV2GrpcTransport,
)
from googlecloudsdk.generated_clients.gapic_clients.run_v2.services.revisions.transports import RevisionsGrpcTransport
from googlecloudsdk.generated_clients.gapic_clients.run_v2.services.services.transports import ServicesGrpcTransport

channel = grpc.insecure_channel(address)
logging = logging_v2.services.logging_service_v2.LoggingServiceV2Client(transport=LoggingServiceV2GrpcTransport(channel=channel))
services = run_v2.services.services.ServicesClient(transport=ServicesGrpcTransport(channel=channel))
revisions = run_v2.services.revisions.RevisionsClient(transport=RevisionsGrpcTransport(channel=channel))
region = 'projects/shop/locations/us-central1'

logging.write_log_entries(
    log_name='projects/shop/logs/py',
    resource={'type': 'global'},
    labels={'from': 'python'},
    entries=[{'text_payload': 'written', 'insert_id': 'py-1', 'severity': 400}],
)
read = logging.list_log_entries(
    {'resource_names': ['projects/shop'], 'filter': 'severity>=WARNING', 'order_by': 'timestamp asc', 'page_size': 2}
)


def refusal(call):
    try:
        call()
    except Exception as error:  # what it is, is the result
        return [type(error).__name__, error.message]


result = {
    'entries': [
        [entry.log_name, entry.insert_id, entry.text_payload, entry.timestamp.rfc3339(), int(entry.severity), dict(entry.labels)]
        for entry in read
    ],
    'payloads': [entry.proto_payload.type_url for entry in logging.list_log_entries(
        {'resource_names': ['projects/shop'], 'filter': 'protoPayload.serviceName="run.googleapis.com"'}
    )],
    'logs': list(logging.list_logs(parent='projects/shop')),
    'services': [[service.name, service.traffic[0].percent] for service in services.list_services(parent=region)],
    'revisions': [[r.name, r.create_time.rfc3339(), r.conditions[0].state.name, r.containers[0].image]
                  for r in revisions.list_revisions(parent=region + '/services/-')],
    'wildcard': refusal(lambda: services.list_services(parent='projects/shop/locations/-')),
    'filter': refusal(lambda: logging.list_log_entries({'resource_names': ['projects/shop'], 'filter': 'severity>'})),
}
# Returns with the first response: the test writes an entry once it sees the tail open.
tail = logging.tail_log_entries(
    iter([logging_v2.types.TailLogEntriesRequest(resource_names=['projects/shop'], buffer_window=datetime.timedelta(0))]),
    timeout=10,
)
result['tail'] = [entry.text_payload for entry in next(tail).entries]
tail.cancel()
print(json.dumps(result), flush=True)
