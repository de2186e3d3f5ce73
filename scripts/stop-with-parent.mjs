/**
 * Loaded into the processes that `npm start` runs (`node --import`): when start.mjs ends without stopping them, they
 * stop by themselves, so that none is left holding a port.
 */
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
