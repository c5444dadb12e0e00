"""The tests; read test_message_journey.py first."""
