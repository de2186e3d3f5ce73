/** Imported before everything else: e2e measures from here how long a request takes to show. */
performance.mark('nod-script');
