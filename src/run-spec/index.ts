export { flatten, type Spec } from './flatten.ts';
export { fromKnative } from './knative.ts';
export { ingressContainer, type Template } from './template.ts';
