import { joinPath } from "../../host/paths.ts";

/** Where the supervisor of one environment keeps its files, below the environment's state directory. */
export function supervisorFiles(stateDirectory: string) {
  return {
    /** Control socket, 0600. */
    socket: joinPath(stateDirectory, "control.sock"),
    /** `{pid, startTime, tool, url}` of the running daemon. */
    daemon: joinPath(stateDirectory, "daemon.json"),
    /** One file per running process group: `{address, pid, startTime}`, for reaping after a crash. */
    processes: joinPath(stateDirectory, "processes"),
    /** `NAME.log`, `NAME.log.1`, … per unit, and `daemon.log`. */
    logs: joinPath(stateDirectory, "logs"),
    daemonLog: joinPath(stateDirectory, "logs", "daemon.log"),
    /** Persistent data directories, one per server or service. */
    data: joinPath(stateDirectory, "data"),
    log: (name: string) => joinPath(stateDirectory, "logs", `${name}.log`),
  };
}
