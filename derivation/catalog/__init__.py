"""What derive_catalog.py knows of each architecture: a module of its name, with a class Source.

architecture.py says what a module must answer; facts.py holds the answers; prerequisites.py checks them; cpus.py compares what
several sources say of a CPU model. None of these names an architecture.
"""
