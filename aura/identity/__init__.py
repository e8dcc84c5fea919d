"""Who there is.  For now one local user, whose row the first migration makes."""
