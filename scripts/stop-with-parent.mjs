/**
 * Loaded into the processes that `npm start` runs (`node --import`): when start.mjs goes away without a word, they end as
 * if asked to, so that none is left holding a port.
 */
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
