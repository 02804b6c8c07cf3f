/**
 * What an installation in a build may be given: settings of npm and pip with registries and credentials, and certificates of a company that are
 * trusted. They come as build secrets, so they end up in no layer; a build goes without what it is not given.
 */
const certificates = "--mount=type=secret,id=ca-certificates,target=/run/mcpc/ca-certificates.pem";

export const npmMounts = `--mount=type=secret,id=npmrc,target=/root/.npmrc ${certificates}`;
export const pipMounts = `--mount=type=secret,id=pip-conf,target=/etc/pip.conf ${certificates}`;
