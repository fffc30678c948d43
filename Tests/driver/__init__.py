"""The built wamon, driven from outside as people do it: on a terminal, in the background, by its verbs."""
