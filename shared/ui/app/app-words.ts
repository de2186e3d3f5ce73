import type { Here } from '../here.ts';

/** Sentences of the screens in this folder; those of the components they are made of are in ../words.ts. */
export const appWords = {
  lookingTitle: 'Looking for the request…',
  lookingBody: 'Nod asks the server what is waiting for you.',

  settingUp: {
    title: (here: Here) => `Setting up this ${here}`,
    subscribing: 'Turning on notifications…',
    binding: 'Pairing…',
    body: (here: Here) => `This can take up to 20 seconds. Leave this ${here} on.`,
  },

  settings: {
    title: 'Settings',
    note: 'Notifications, name, storage',
    notifications: 'Notifications',
    turnOff: 'Turn off notifications',
    turningOff: 'Turning off…',
    someWithout: 'Some accounts go without. Accounts shows which.',
    storage: 'Storage',
    storageKept: 'The browser keeps Nod’s data',
    storageAsk: 'Ask the browser to keep it',
    install: 'Install',
    installed: (here: Here) => `Nod is installed on this ${here}`,
    notInstalled: 'Nod runs in the browser',
    installShow: 'Show how to install',
    rename: 'Name of this device',
    renameSave: 'Save name',
    renaming: 'Saving…',
    renamed: 'Saved.',
  },

  confirm: {
    title: 'Confirm it’s you',
    what: 'Your fingerprint, face or PIN is asked before an approval, so that nobody else at this computer can approve for you.',
    ofAccount: (username: string, server: string) => `${username} on ${server}`,
    isOn: 'On',
    isOff: 'Off',
    turnOn: (username: string) => `Turn on for ${username}`,
    turnOff: (username: string) => `Turn off for ${username}`,
    busy: 'Waiting for you…',
    next: 'Approve asks for your fingerprint, face or PIN.',
    neededTitle: 'This has to be confirmed by you',
    neededBody:
      'It wants your fingerprint, face or PIN, and that isn’t set up here. Turn on “Confirm it’s you”, then answer.',
    toSettings: 'Go to Settings',
    waits: 'Turn on “Confirm it’s you” in Settings first.',
  },

  removeOffline: {
    title: 'The server could not be told',
    body: 'The account is still good there until it hears that it was removed.',
    confirm: 'Remove anyway',
  },

  offline: (here: Here) => `This ${here} is offline. New requests show when the network is back.`,
} as const;
