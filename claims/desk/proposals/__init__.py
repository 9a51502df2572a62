"""Looking over what the claim finder proposes: the copy with its passages, and what a person makes of each."""
