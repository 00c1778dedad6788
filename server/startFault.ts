/** The server cannot start as the machine or its environment is; said in words, without a stack. */
export class StartFault extends Error {}
