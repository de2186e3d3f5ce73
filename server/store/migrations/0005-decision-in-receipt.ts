/** The decision stood in its row twice: the receipt holds it. A login's row is an eighth shorter without the copy. */
export function decisionInReceipt(): string[] {
  return ['alter table challenges drop column decision_jws'];
}
