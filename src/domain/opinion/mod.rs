//! Opinion groups: who thinks alike, what all agree on, and what to ask next.
