import { type ApplicationView, applicationView } from '../accounts/applications.ts';
import type { Command } from './command.ts';
import { withAccounts } from './open.ts';
import { table, time } from './print.ts';

const PAGE = 200;

export const appList: Command = {
  name: 'app list',
  summary: 'All applications with their settings',
  takes: [],
  options: {},
  run: (_input, terminal) =>
    withAccounts(terminal, async ({ accounts }) => {
      const views: ApplicationView[] = [];
      let after: string | undefined;
      do {
        const page = await accounts.listApplications({ limit: PAGE, after });
        views.push(...page.items.map(applicationView));
        after = page.nextAfter ?? undefined;
      } while (after !== undefined);
      return {
        json: views.map(({ createdAtMs, ...view }) => ({ ...view, createdAt: time(createdAtMs) })),
        text:
          views.length === 0
            ? 'There are no applications yet. Register one: nod app create NAME --origin URL'
            : table(
                ['ID', 'NAME', 'ORIGINS', 'MATCH', 'LIFE'],
                views.map((view) => [
                  view.id,
                  view.name,
                  view.origins.join(' ') || '-',
                  matching(view),
                  `${view.ttlSeconds} s`,
                ]),
              ),
      };
    }),
};

/** The policy in a few words. */
export function matching(
  view: Pick<ApplicationView, 'match' | 'originRequired' | 'digits' | 'userVerification'>,
): string {
  const { match, originRequired, digits, userVerification } = view;
  const code = `code, ${digits} digits`;
  const origin = originRequired ? 'origin only' : `origin, else ${code}`;
  const verified = userVerification === 'discouraged' ? '' : `; person ${userVerification}`;
  return `${{ none: 'none', code, origin }[match]}${verified}`;
}
