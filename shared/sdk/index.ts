/**
 * The package `nod-sdk`, for an application's server: ask a person, and believe only the signed receipt. Beside it are
 * `nod-sdk/hono`, `nod-sdk/express`, `nod-sdk/better-auth`, and `nod-sdk/login-element` for the browser.
 */
export { type Approval, awaitApproval } from './await-approval.ts';
export { createNodClient, type NodClient, type NodClientOptions } from './client.ts';
export { isNodError, NodClientError, type NodClientErrorCode, type ServerErrorCode } from './errors.ts';
export { checkMark, MARK_MAX_AGE_MS, type MarkOf, makeMark } from './known-browser.ts';
export {
  createLogin,
  type Login,
  type LoginOptions,
  type LoginQuestion,
  type LoginSessions,
  type WaitingLogin,
  type WaitingPage,
} from './login.ts';
export { loginEvents } from './login-events.ts';
export { loginFallback } from './login-fallback.ts';
export { type LoginUpdate, loginUpdate } from './login-update.ts';
export {
  createReceiptVerifier,
  type JudgeDeviceKey,
  type ReceiptExpectations,
  type ReceiptVerifier,
} from './receipt.ts';
export type {
  ActionDetail,
  AskedDevice,
  Challenge,
  ChallengeRequest,
  ChallengeState,
  Delivery,
  Device,
  Enrollment,
  Fallback,
  NewChallenge,
  OpenedFallback,
  User,
} from './rest-api.ts';
export { type RequestHeaders, verifyWebhook, type WebhookEvent } from './webhook.ts';
