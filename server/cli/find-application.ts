import type { Accounts } from '../accounts/accounts.ts';
import type { ApplicationRow } from '../store/schema.ts';
import { CommandFailure, EXIT } from './failure.ts';

const PAGE = 200;

/**
 * The application that an operator means: an id, or a name that only one has.
 * @throws CommandFailure application_unknown, ambiguous; NodError application_unknown
 */
export async function findApplication(
  accounts: Accounts,
  wanted: string,
): Promise<Pick<ApplicationRow, 'id' | 'name'>> {
  if (/^app_[A-Za-z0-9_-]{22}$/.test(wanted)) return accounts.getApplication(wanted);
  const found: ApplicationRow[] = [];
  let after: string | undefined;
  do {
    const page = await accounts.listApplications({ limit: PAGE, after });
    found.push(...page.items.filter((row) => row.name === wanted.normalize('NFC').trim()));
    after = page.nextAfter ?? undefined;
  } while (after !== undefined);
  const [application, another] = found;
  if (application === undefined) {
    throw new CommandFailure(EXIT.notFound, 'application_unknown', 'There is no such application. See: nod app list');
  }
  if (another !== undefined) {
    throw new CommandFailure(EXIT.failed, 'ambiguous', 'Several applications have this name. Use the id: nod app list');
  }
  return application;
}
