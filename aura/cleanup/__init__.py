"""What Aura does by itself: saves what was left open, and removes what nobody needs any more."""
