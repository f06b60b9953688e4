//! Odd texts and failures as the window draws them.
