"""What holds for all tests: an example may take as long as a busy machine makes it; speed is measured in benchmarks."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
