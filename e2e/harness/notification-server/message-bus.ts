import type { IncomingMessage } from './dbus-message.ts';
import { type Reply, SERVER_UNIQUE_NAME } from './dbus-peer.ts';

export const BUS_NAME = 'org.freedesktop.DBus';
export const NOTIFICATIONS_NAME = 'org.freedesktop.Notifications';

const PRIMARY_OWNER = 1;
const ALREADY_RUNNING = 2;

export const ERROR = {
  nameHasNoOwner: { errorName: `${BUS_NAME}.Error.NameHasNoOwner` },
  serviceUnknown: { errorName: `${BUS_NAME}.Error.ServiceUnknown` },
  unknownMethod: { errorName: `${BUS_NAME}.Error.UnknownMethod` },
} as const satisfies Record<string, Reply>;

/**
 * Answers a call to the bus itself (D-Bus specification, "Message Bus Messages"). On this bus only the notification server exists; to
 * browsers that look for anything else (a portal, a power manager) it is a desktop without it.
 */
export function answerBusCall(call: IncomingMessage, callerName: string): Reply {
  const isNotifications = call.body[0] === NOTIFICATIONS_NAME;
  switch (call.member) {
    case 'Hello':
      return { signature: 's', body: [callerName] };
    case 'AddMatch':
    case 'RemoveMatch':
      return {};
    case 'RequestName':
    case 'ReleaseName':
      return { signature: 'u', body: [PRIMARY_OWNER] };
    case 'NameHasOwner':
      return { signature: 'b', body: [isNotifications] };
    case 'GetNameOwner':
      return isNotifications ? { signature: 's', body: [SERVER_UNIQUE_NAME] } : ERROR.nameHasNoOwner;
    case 'StartServiceByName':
      return isNotifications ? { signature: 'u', body: [ALREADY_RUNNING] } : ERROR.serviceUnknown;
    case 'ListNames':
      return { signature: 'as', body: [[BUS_NAME, NOTIFICATIONS_NAME]] };
    case 'ListActivatableNames':
      return { signature: 'as', body: [[]] };
    default:
      return ERROR.unknownMethod;
  }
}
