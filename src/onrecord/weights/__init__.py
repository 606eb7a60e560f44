"""What was trained: the encoder, its heads, the curve of confidence, and the model card."""
