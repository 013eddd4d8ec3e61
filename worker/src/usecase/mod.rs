//! Load → decide → commit.
