import { setFlagsFromString } from 'node:v8';

/*
 * Node lets several times as much garbage gather as is in use before it clears up, so that a long import or export of which
 * 50 MB are in use at a time takes a server's memory by the hundreds. It clears up once there is two fifths more than it kept
 * the last time: some 20 ms of work each, most of it beside ours.
 */
setFlagsFromString('--heap-growing-percent=40');
