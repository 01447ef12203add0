export { GROUP_LIMITS, type Group, Grouper, type GroupLimits, type Groups, OTHER } from './grouper.ts';
