import { joinPath } from "../../host/paths.ts";

/** Where the supervisor of one environment keeps its files, below the environment's state directory. */
export function supervisorFiles(stateDirectory: string) {
  return {
    /** Control socket, 0600. */
    socket: joinPath(stateDirectory, "control.sock"),
    /** `{pid, startTime, tool, url, socket, token}` of the running daemon; `url` comes when it listens. Created by it alone. */
    daemon: joinPath(stateDirectory, "daemon.json"),
    /** `{port}`: the front door's port, taken again by the next daemon. */
    frontDoor: joinPath(stateDirectory, "front-door.json"),
    /** One file per running process group: `{address, pid, startTime, instance}`, for reaping after a crash. */
    processes: joinPath(stateDirectory, "processes"),
    /** `NAME.log`, `NAME.log.1`, … per unit, and those of mcpc itself: their dot is in no unit's name. */
    logs: joinPath(stateDirectory, "logs"),
    daemonLog: joinPath(stateDirectory, "logs", "mcpc.daemon.log"),
    /** One JSON line per request at the front door. */
    gatewayLog: joinPath(stateDirectory, "logs", "mcpc.gateway.log"),
    /** Persistent data directories, one per server or service. */
    data: joinPath(stateDirectory, "data"),
    log: (name: string) => joinPath(stateDirectory, "logs", `${name}.log`),
  };
}
