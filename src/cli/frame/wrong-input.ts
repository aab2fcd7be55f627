/** A command was called in a way that it cannot follow; nothing was done. */
export class WrongInput extends Error {}
