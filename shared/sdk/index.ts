/** The package `nod-sdk`: everything that an application's server needs. */
export type { Approval } from './await-approval.ts';
export { awaitApproval } from './await-approval.ts';
export type { NodClient, NodClientOptions } from './client.ts';
export { createNodClient } from './client.ts';
