/** Imported before everything else: from here the time to the first sight of a request is measured (e2e). */
performance.mark('nod-script');
