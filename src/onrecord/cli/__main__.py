"""python -m onrecord.cli."""

from onrecord.cli import main

if __name__ == "__main__":
    main()
